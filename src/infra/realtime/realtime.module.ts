import { Global, Module } from '@nestjs/common';
import { Nudges } from './nudges.js';
import { RedisClient } from './redis.client.js';

@Global()
@Module({ providers: [RedisClient, Nudges], exports: [RedisClient, Nudges] })
export class RealtimeModule {}
