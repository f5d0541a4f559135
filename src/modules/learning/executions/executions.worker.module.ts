import { Module } from '@nestjs/common';
import { ExecutionsModule } from './executions.module.js';
import { DispatchConsumer } from './reports/dispatch.consumer.js';
import { ExecutionsCleanUp } from './reports/executions-clean-up.task.js';
import { LostRuns } from './reports/lost-runs.js';
import { RunOutcomes } from './reports/run-outcomes.js';
import { RunReportsProcessor } from './reports/run-reports.processor.js';

@Module({
  imports: [ExecutionsModule],
  providers: [DispatchConsumer, ExecutionsCleanUp, LostRuns, RunOutcomes, RunReportsProcessor],
})
export class ExecutionsWorkerModule {}
