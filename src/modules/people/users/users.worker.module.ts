import { Module } from '@nestjs/common';
import { ErasureConsumer } from './consumers/erasure.consumer.js';
import { FormerSlugsTask } from './former-slugs.task.js';
import { StalledErasures } from './stalled-erasures.task.js';
import { UsersModule } from './users.module.js';

@Module({ imports: [UsersModule], providers: [ErasureConsumer, StalledErasures, FormerSlugsTask] })
export class UsersWorkerModule {}
