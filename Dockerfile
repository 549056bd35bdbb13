# syntax=docker/dockerfile:1

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY console/package.json console/
COPY packages/client/package.json packages/client/
# No install scripts: none is needed, and the image holds what was reviewed.
RUN npm ci --ignore-scripts
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY tools tools
COPY openapi.json ./
COPY console console
COPY packages packages
COPY src src
RUN npm run build -- --production

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY console/package.json console/
COPY packages/client/package.json packages/client/
# The page brings its packages built, and the client is for others.
RUN npm ci --omit=dev --ignore-scripts --workspaces=false
COPY tools/arguments.js tools/left-out.js tools/prune-packages.js tools/
RUN node tools/prune-packages.js node_modules

FROM node:24-bookworm-slim
# HOST: inside a container the container's own network is the outside; what is published is decided where it is run.
ENV NODE_ENV=production ENVIRONMENT=production HOST=0.0.0.0 PORT=8000
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/console/dist console/dist
COPY package.json ./
USER node
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm: it receives SIGTERM and closes within seconds.
CMD ["node", "dist/main.js"]
