# One image for every role: docker-compose.yml gives each service its command.
FROM node:24.21.0-bookworm-slim AS build
RUN npm install --global pnpm@12.21.0
WORKDIR /rookery

# The lockfile alone decides what is downloaded, so this layer outlives changes of the sources.
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN pnpm fetch

COPY . .
RUN pnpm install --offline --frozen-lockfile && pnpm build

# What runs needs no compilers, and no optional packages: those are the embedded PostgreSQL.
RUN pnpm clean --yes \
  && pnpm --filter "@rookery/cli..." install --offline --frozen-lockfile --prod --no-optional


FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps
WORKDIR /rookery
COPY --from=build /rookery ./
# A volume that is mounted there takes over its owner.
RUN install --directory --owner=node --group=node /spool
USER node
ENTRYPOINT ["node"]
CMD ["apps/cli/dist/main.js", "--help"]
