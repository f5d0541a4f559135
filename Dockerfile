# One image for all processes: the API (default), the worker and the command line.
#   docker run lyceum                             the API
#   docker run lyceum dist/bundle/worker.js       the worker
#   docker run lyceum dist/bundle/migrate.js up   the migrations
#   docker run lyceum dist/bundle/seed.js         the first administrator, by ADMIN_EMAIL and ADMIN_PASSWORD

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The workspaces: what builds them is installed along.
COPY sdk ./sdk
COPY admin ./admin
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY migrations ./migrations
COPY openapi ./openapi
COPY tools/bundle.mjs tools/natural-names.mjs tools/reference.mjs ./tools/
RUN npx nest build && node tools/bundle.mjs && node admin/tools/build-when-needed.mjs

FROM node:24.21.0-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs its install script to run: argon2 comes as a prebuilt optional dependency.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
LABEL org.opencontainers.image.title="Lyceum" \
      org.opencontainers.image.description="The open, self-hosted backend for places that teach and advise." \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    METRICS_HOST=0.0.0.0 \
    METRICS_PORT=9464 \
    WORKER_METRICS_PORT=9465 \
    EXECUTOR_METRICS_PORT=9466
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY openapi ./openapi
COPY docs ./docs
# What V8 compiles at a start, kept for each later one, of this user.
ENV NODE_COMPILE_CACHE=/app/dist/compile-cache
RUN --mount=type=bind,source=deploy/compile-cache.sh,target=/tmp/compile-cache.sh /tmp/compile-cache.sh node
# The files belong to root and nothing is written, so the file system may be read-only.
USER node
EXPOSE 3000 9464 9465 9466
# Worker and executor answer on their metrics ports instead; docker-compose.yml says so.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node is the process itself, without npm or a shell between: it gets SIGTERM and stops in order.
ENTRYPOINT ["node"]
CMD ["dist/bundle/main.js"]
