import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { CsvFiles } from '../../../infra/http/csv/csv-files.js';
import { UsersModule } from '../../people/users/users.module.js';
import { AuditDetails } from './audit-details.entity.js';
import { AuditEntry } from './audit-entry.entity.js';
import { AuditEntries } from './read/audit-entries.repository.js';
import { AuditLogController } from './read/audit-log.controller.js';
import { AuditLogService } from './read/audit-log.service.js';
import { SlowStatementEntries } from './slow-statement-entries.js';
import { SystemEntries } from './system-entries.js';

@Module({
  imports: [DatabaseModule.forFeature([AuditEntry, AuditDetails]), UsersModule],
  controllers: [AuditLogController],
  providers: [AuditEntries, AuditLogService, CsvFiles, SlowStatementEntries, SystemEntries],
})
export class AuditHttpModule {}
