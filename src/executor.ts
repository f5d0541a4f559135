import 'reflect-metadata';
import { runLife, validEnvironment } from './apps/run-life.js';
import { Executor } from './executor/executor.js';
import { driversNamed } from './executor/drivers.js';
import { AppConfig, ExecutorConfig, QueueConfig } from './infra/config/config.js';
import { forgetEnvironment, loadExecutorEnv } from './infra/config/env.js';
import { Logger } from './infra/telemetry/logger.js';
import { Metrics } from './infra/telemetry/metrics.js';
import { OperationsServer } from './infra/telemetry/operations-server.js';
import { Sandbox } from './sandbox/sandbox.js';

const env = validEnvironment(loadExecutorEnv);
const config = new AppConfig(env);
const settings = { queue: new QueueConfig(env), executor: new ExecutorConfig(env) };
const logger = new Logger(config, 'lyceum-executor');
const metrics = new Metrics();
forgetEnvironment();

await runLife('executor', { config, logger }, async () => {
  const sandbox = new Sandbox(driversNamed(settings.executor.drivers, settings.executor.docker));
  const executor = new Executor(sandbox, settings, logger, metrics);
  let isDraining = false;
  const operations = new OperationsServer(metrics, async () => !isDraining && (await executor.isReady()));
  const { languages } = await executor.start();
  const metricsPort = await operations.listen(config.executorMetricsPort, config.metricsHost);
  return {
    announcement: { metricsPort, languages },
    drain: () => (isDraining = true),
    close: async () => {
      // Half of the time for what runs, the other half to put back the rest.
      await executor.stop(config.shutdownTimeoutMs / 2);
      await operations.close();
    },
  };
});
