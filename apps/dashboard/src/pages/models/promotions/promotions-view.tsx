import type { Model, Promotion } from "@rookery/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Badge } from "../../../components/data/badge.tsx";
import { NextPageButton } from "../../../components/data/next-page-button.tsx";
import { TimeAgo } from "../../../components/data/time-ago.tsx";
import { QueryStates } from "../../../components/feedback/query-states.tsx";
import { EmptyState, SkeletonRows } from "../../../components/feedback/states.tsx";
import { Panel } from "../../../components/layout/page.tsx";
import { queries } from "../../../server/queries.ts";
import styles from "../models.module.css";

/** Every decision about an alias, newest first, with its reason. */
export function PromotionsView({ model }: { model: Model }) {
  const promotions = useInfiniteQuery(queries.models.promotions(model.name));
  return (
    <Panel title="Promotions" note="Every time an alias was moved, or deliberately left.">
      <QueryStates
        query={promotions}
        loading={<SkeletonRows what="Loading the promotions" rows={4} />}
      >
        {(items) => (items.length === 0 ? <NoPromotions /> : <History promotions={items} />)}
      </QueryStates>
      <NextPageButton query={promotions}>Older promotions</NextPageButton>
    </Panel>
  );
}

function NoPromotions() {
  return (
    <EmptyState title="Nothing was promoted yet">
      A sweep whose promotion rule is met does it at its end; or promote a version by hand.
    </EmptyState>
  );
}

function History({ promotions }: { promotions: readonly Promotion[] }) {
  return (
    <ol className={styles.history}>
      {promotions.map((promotion) => (
        <PromotionItem key={promotion.id} promotion={promotion} />
      ))}
    </ol>
  );
}

function PromotionItem({ promotion }: { promotion: Promotion }) {
  const { outcome, reason, actor, sweepId, createdAt } = promotion;
  return (
    <li className={styles.event}>
      <p className={styles.line}>
        <Badge tone={outcome === "promoted" ? "good" : "calm"}>{outcome}</Badge>
        <strong>{describeMove(promotion)}</strong>
      </p>
      <p>{reason}</p>
      <p className={styles.soft}>
        {actor === "user" ? "By hand" : "By the finalizer"}
        {sweepId && (
          <>
            {" "}
            of{" "}
            <Link to="/sweeps/$sweepId" params={{ sweepId }}>
              its sweep
            </Link>
          </>
        )}
        , <TimeAgo at={createdAt} />
      </p>
    </li>
  );
}

function describeMove({ alias, fromVersion, toVersion, outcome }: Promotion): string {
  if (outcome === "kept") {
    return `${alias} stays ${fromVersion === null ? "unset" : `at version ${fromVersion}`}, version ${toVersion} did not take it`;
  }
  if (fromVersion === null) return `${alias} is version ${toVersion}, the first`;
  return `${alias} went from version ${fromVersion} to version ${toVersion}`;
}
