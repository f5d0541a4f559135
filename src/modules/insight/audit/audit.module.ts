import { Module } from '@nestjs/common';
import { AuditUserData } from './audit.user-data.js';

@Module({ providers: [AuditUserData] })
export class AuditModule {}
