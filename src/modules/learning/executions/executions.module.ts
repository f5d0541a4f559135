import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { LiveOutputs } from './live/live-outputs.js';
import { RunAnnouncements } from './live/run-announcements.js';
import { TypedInputs } from './live/typed-inputs.js';
import { ExecutionsUserData } from './executions.user-data.js';
import { ExecutionCharges } from './run/execution-charges.js';
import { Execution } from './run/execution.entity.js';
import { ExecutionPresenter } from './run/execution.presenter.js';
import { ExecutionStorage } from './run/execution-storage.js';
import { ExecutionsRepository } from './run/executions.repository.js';
import { ExecutionsService } from './run/executions.service.js';
import { ExecutorOffers } from './run/executor-offers.js';
import { ProgramSources } from './run/program-sources.js';
import { RunCancellations } from './run/run-cancellations.js';

@Module({
  imports: [DatabaseModule.forFeature([Execution]), SessionsModule, UsersModule],
  providers: [
    ExecutionCharges,
    ExecutionPresenter,
    ExecutionStorage,
    ExecutionsRepository,
    ExecutionsService,
    ExecutionsUserData,
    ExecutorOffers,
    LiveOutputs,
    RunAnnouncements,
    ProgramSources,
    RunCancellations,
    TypedInputs,
  ],
  exports: [
    ExecutionCharges,
    ExecutionsRepository,
    ExecutionsService,
    LiveOutputs,
    RunAnnouncements,
    RunCancellations,
    SessionsModule,
  ],
})
export class ExecutionsModule {}
