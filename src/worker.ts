import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { runProcess } from './apps/run-process.js';
import { WORKER, WorkerModule } from './apps/worker.module.js';
import { AppConfig } from './infra/config/config.js';
import { Dependencies } from './infra/health/dependencies.js';
import { Lifecycle } from './infra/health/lifecycle.js';
import { Logger } from './infra/telemetry/logger.js';
import { Metrics } from './infra/telemetry/metrics.js';
import { OperationsServer } from './infra/telemetry/operations-server.js';

await runProcess('worker', WORKER, async (env) => {
  const app = await NestFactory.createApplicationContext(await WorkerModule.forRoot(env), {
    logger: new Logger(new AppConfig(env), WORKER),
    abortOnError: false,
  });
  const config = app.get(AppConfig);
  const isReady = async () => !app.get(Lifecycle).isDraining && (await app.get(Dependencies).report()).queue === 'up';
  const operations = new OperationsServer(app.get(Metrics), isReady);
  const metricsPort = await operations.listen(config.workerMetricsPort, config.metricsHost);
  return { app, operations, announcement: { metricsPort } };
});
