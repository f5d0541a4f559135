import { Global, Module } from '@nestjs/common';
import { Outreach } from './outreach.js';
import { Quotas } from './quotas.js';

@Global()
@Module({ providers: [Quotas, Outreach], exports: [Quotas, Outreach] })
export class QuotasModule {}
