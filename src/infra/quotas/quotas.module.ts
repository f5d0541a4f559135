import { Global, Module } from '@nestjs/common';
import { Outreach } from './outreach.js';
import { Quotas } from './quotas.js';
import { Settlements } from './settlements.js';

@Global()
@Module({ providers: [Quotas, Outreach, Settlements], exports: [Quotas, Outreach, Settlements] })
export class QuotasModule {}
