import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { UsersModule } from '../../people/users/users.module.js';
import { SessionsModule } from '../sessions/sessions.module.js';
import { ExecutionsUserData } from './executions.user-data.js';
import { ExecutionCharges } from './run/execution-charges.js';
import { Execution } from './run/execution.entity.js';
import { ExecutionPresenter } from './run/execution.presenter.js';
import { ExecutionsRepository } from './run/executions.repository.js';
import { ExecutionsService } from './run/executions.service.js';
import { ExecutorOffers } from './run/executor-offers.js';
import { RunCancellations } from './run/run-cancellations.js';

@Module({
  imports: [DatabaseModule.forFeature([Execution]), SessionsModule, UsersModule],
  providers: [
    ExecutionCharges,
    ExecutionPresenter,
    ExecutionsRepository,
    ExecutionsService,
    ExecutionsUserData,
    ExecutorOffers,
    RunCancellations,
  ],
  exports: [ExecutionCharges, ExecutionsRepository, ExecutionsService, SessionsModule],
})
export class ExecutionsModule {}
