import type { IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import compress from '@fastify/compress';
import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import { VersioningType } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditLog } from '../infra/audit/audit-log.js';
import { AppConfig, HttpConfig } from '../infra/config/config.js';
import type { Env } from '../infra/config/env.js';
import { ROOT } from '../infra/config/version.js';
import type { PageFiles } from '../infra/features/feature.js';
import { Lifecycle } from '../infra/health/lifecycle.js';
import { answerBrokenRequest } from '../infra/http/broken-requests.js';
import { closeConnectionsInOrder } from '../infra/http/closing-connections.js';
import { BODY_LIMIT_BYTES, readJsonOnly } from '../infra/http/json-only.js';
import { ProblemFilter } from '../infra/http/problem.filter.js';
import { API_PREFIX } from '../kernel/api-prefix.js';
import { addRequestHooks, requestIdOf, withoutHooks } from '../infra/http/request-hooks.js';
import { RequestRecords } from '../infra/http/request-records.js';
import { RateLimits } from '../infra/http/rate-limits.js';
import { RouteTable } from '../infra/http/route-table.js';
import { constantHeaders } from '../infra/http/security-headers.js';
import { keepConnectionsOfRefused } from '../infra/http/unread-bodies.js';
import { ActiveUsers } from '../infra/telemetry/active-users.js';
import { Settlements } from '../infra/quotas/settlements.js';
import { Logger } from '../infra/telemetry/logger.js';
import { Metrics } from '../infra/telemetry/metrics.js';
import { AuditConfig } from '../modules/insight/audit/audit.config.js';
import { API, ApiModule } from './api.module.js';
import { features } from './features.js';

const PREFIX = API_PREFIX.split('/')[1] ?? 'api';

const pages = features.flatMap((feature) => feature.pages ?? []);

/**
 * The HTTP application, not yet listening.
 * @param preview builds the routes without connecting to anything, to write the OpenAPI document
 */
export async function createApi(env: Env, { preview = false } = {}): Promise<NestFastifyApplication> {
  const config = new HttpConfig(env);
  const headers = constantHeaders();
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    genReqId: (request: { headers: IncomingHttpHeaders }) => requestIdOf(request.headers),
    requestIdHeader: false,
    // Against slowloris attacks. Node applies the greater of the two to the body.
    requestTimeout: 30_000,
    http: { headersTimeout: 30_000 },
    return503OnClosing: false,
    // The server limits the whole head of a request to 16 KiB; pipes validate single parameters.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 16_384 },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      withoutHooks(request, reply, headers, records, () => app.get(ProblemFilter).answer(error, request, reply)),
    clientErrorHandler: answerBrokenRequest(new AppConfig(env).publicUrl, headers, (line) => records.add(line)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(await ApiModule.forRoot(env), adapter, {
    logger: new Logger(new AppConfig(env), API),
    preview,
    abortOnError: false,
  });
  app.setGlobalPrefix(PREFIX, {
    exclude: [
      ...['/', 'health', 'health/*path', 'docs/errors', 'docs/guides/:name', 'docs/reference', 'openapi.json'],
      ...pages.flatMap(({ routes }) => routes),
    ],
  });
  app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
  if (preview) return app;
  const audit = app.get(AuditConfig, { strict: false }).logsRequests ? app.get(AuditLog, { strict: false }) : null;
  const records = new RequestRecords(app.get(Logger), app.get(Metrics), app.get(ActiveUsers), audit);
  const server = adapter.getInstance();
  readJsonOnly(app);
  // In this order: the former removes `Connection`, which the latter may set again.
  keepConnectionsOfRefused(server);
  closeConnectionsInOrder(server, () => app.get(Lifecycle).isDraining);
  addRequestHooks(server, headers, { routes: app.get(RouteTable), limits: app.get(RateLimits), records });
  const settlements = app.get(Settlements, { strict: false });
  server.addHook('onSend', (request, reply, payload, done) => {
    if (settlements.isDue(request)) settlements.settle(request, reply, payload).then(() => done(), done);
    else done();
  });
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'], globalDecompression: false });
  app.enableCors({
    origin: config.corsOrigins,
    credentials: true,
    // `OPTIONS` that is no preflight gets a preflight response, instead of an error that is no problem document.
    strictPreflight: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      'ETag',
      'Location',
      'X-Request-Id',
      'Retry-After',
      'RateLimit',
      'RateLimit-Policy',
      'Idempotency-Replayed',
      'Deprecation',
      'Sunset',
      'Warning',
      'Link',
    ],
    maxAge: 600,
  });
  for (const files of pages.flatMap((page) => page.files ?? [])) await app.register(fastifyStatic, served(files));
  if (config.documentsEnabled) {
    await serveReference(app);
    // Last, because routes registered before an awaited plugin have no error handler otherwise.
    showDocuments(app);
  }
  return app;
}

/**
 * Cache headers. Content-hashed files of a build are immutable. Others are revalidated at every visit, mostly with 304,
 * so that the files of a page are of one version.
 */
function served({ folder: root, prefix, areBuilt = false }: PageFiles): FastifyStaticOptions {
  const kept = areBuilt ? { maxAge: '365d', immutable: true, preCompressed: true } : { maxAge: 0 };
  return { root, prefix, index: false, decorateReply: false, ...kept };
}

/** Swagger UI. It fetches the document, which is compressed once, instead of embedding a copy. */
function showDocuments(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => ({}) as OpenAPIObject, {
    raw: false,
    customSiteTitle: 'Lyceum API',
    swaggerOptions: {
      url: '/openapi.json',
      persistAuthorization: true,
      displayRequestDuration: true,
      // Collapsed tags: rendering all operations at once blocks browsers for seconds.
      docExpansion: 'none',
      defaultModelsExpandDepth: 0,
      filter: true,
      tryItOutEnabled: true,
    },
  });
}

/** Static files of the reference, compressed by the build. */
async function serveReference(app: NestFastifyApplication): Promise<void> {
  const root = fileURLToPath(new URL('dist/reference', ROOT));
  const options = { index: false, maxAge: 0, decorateReply: false } as const;
  await app.register(fastifyStatic, { root, prefix: '/docs/reference/', preCompressed: true, ...options });
}
