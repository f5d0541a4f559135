import { Module } from '@nestjs/common';
import { CsvModule } from '../../../infra/http/csv/csv.module.js';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { DeadLetter } from '../../../infra/outbox/dead-letter.entity.js';
import { OutboxMessage } from '../../../infra/outbox/outbox-message.entity.js';
import { ConfigurationController } from './configuration.controller.js';
import { ConfigurationService } from './configuration.service.js';
import { DeadLettersController } from './dead-letters.controller.js';
import { DeadLettersRepository } from './dead-letters.repository.js';
import { DeadLettersService } from './dead-letters.service.js';
import { JobsService } from './jobs.service.js';
import { OutsideServicesController } from './outside-services.controller.js';
import { OutsideServicesService } from './outside-services.service.js';
import { QueuesController } from './queues.controller.js';
import { QueuesService } from './queues.service.js';
import { WaitingMessagesService } from './waiting-messages.service.js';

@Module({
  imports: [CsvModule, DatabaseModule.forFeature([DeadLetter, OutboxMessage])],
  controllers: [QueuesController, DeadLettersController, ConfigurationController, OutsideServicesController],
  providers: [
    ConfigurationService,
    QueuesService,
    JobsService,
    OutsideServicesService,
    WaitingMessagesService,
    DeadLettersService,
    DeadLettersRepository,
  ],
})
export class OperationsHttpModule {}
