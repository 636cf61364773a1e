import type { Promotion } from "@rookery/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Panel } from "../../components/page.tsx";
import { SkeletonRows } from "../../components/skeleton.tsx";
import { TimeAgo } from "../../components/time-ago.tsx";
import styles from "./models.module.css";

const pageSize = 25;

/** Every decision about an alias, newest first, with its reason. */
export function PromotionsView({ model }: { model: string }) {
  const promotions = useInfiniteQuery({
    queryKey: ["model", model, "promotions"],
    queryFn: ({ pageParam }) =>
      api.models.promotions(model, { limit: pageSize, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = promotions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title="Promotions" note="Every time an alias was moved, or deliberately left.">
      {promotions.isPending && <SkeletonRows what="Loading the promotions" rows={4} />}
      {promotions.isError && (
        <ErrorState error={promotions.error} onRetry={() => void promotions.refetch()} />
      )}
      {promotions.isSuccess && items.length === 0 && (
        <EmptyState title="Nothing was promoted yet">
          A sweep whose promotion rule is met does it at its end; or promote a version by hand.
        </EmptyState>
      )}
      <ol className={styles.history}>
        {items.map((promotion) => (
          <PromotionItem key={promotion.id} promotion={promotion} />
        ))}
      </ol>
      {promotions.hasNextPage && (
        <Button
          disabled={promotions.isFetchingNextPage}
          onClick={() => void promotions.fetchNextPage()}
        >
          Older promotions
        </Button>
      )}
    </Panel>
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
