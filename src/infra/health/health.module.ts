import { Global, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Dependencies } from './dependencies.js';
import { HealthController } from './health.controller.js';
import { Lifecycle } from './lifecycle.js';
import { TimeZoneData } from './time-zone-data.js';

@Global()
@Module({ providers: [Dependencies, Lifecycle, TimeZoneData], exports: [Dependencies, Lifecycle] })
export class HealthModule {}

@Module({ imports: [HealthModule, TerminusModule.forRoot({ logger: false })], controllers: [HealthController] })
export class HealthHttpModule {}
