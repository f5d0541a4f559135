import { Module } from '@nestjs/common';
import { ErasureConsumer } from './consumers/erasure.consumer.js';
import { UsersModule } from './users.module.js';

@Module({ imports: [UsersModule], providers: [ErasureConsumer] })
export class UsersWorkerModule {}
