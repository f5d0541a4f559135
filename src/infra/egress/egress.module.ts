import { Global, Module } from '@nestjs/common';
import { EgressConfig } from '../config/config.js';
import { EgressClient } from './egress-client.js';

@Global()
@Module({
  providers: [
    { provide: EgressClient, inject: [EgressConfig], useFactory: (config: EgressConfig) => new EgressClient(config) },
  ],
  exports: [EgressClient],
})
export class EgressModule {}
