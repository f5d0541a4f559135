import 'reflect-metadata';
import { API } from './apps/api.module.js';
import { createApi } from './apps/create-api.js';
import { runProcess } from './apps/run-process.js';
import { AppConfig, HttpConfig } from './infra/config/config.js';
import { Dependencies } from './infra/health/dependencies.js';
import { Lifecycle } from './infra/health/lifecycle.js';
import { Metrics } from './infra/telemetry/metrics.js';
import { OperationsServer } from './infra/telemetry/operations-server.js';

await runProcess('api', API, async (env) => {
  const app = await createApi(env);
  const [http, config] = [app.get(HttpConfig), app.get(AppConfig)];
  const isReady = async () => !app.get(Lifecycle).isDraining && (await app.get(Dependencies).database()) === 'up';
  const operations = new OperationsServer(app.get(Metrics), isReady);
  const metricsPort = await operations.listen(config.apiMetricsPort, config.metricsHost);
  await app.listen(http.port, http.host);
  return { app, operations, announcement: { url: await app.getUrl(), metricsPort } };
});
