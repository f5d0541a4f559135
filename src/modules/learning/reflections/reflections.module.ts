import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../../infra/database/database.module.js';
import { CoursesModule } from '../courses/courses.module.js';
import { Reflection } from './reflection.entity.js';
import { ReflectionSettings } from './reflection-settings.entity.js';
import { ReflectionsRepository } from './reflections.repository.js';
import { ReflectionsService } from './reflections.service.js';
import { ReflectionsUserData } from './reflections.user-data.js';

@Module({
  imports: [DatabaseModule.forFeature([Reflection, ReflectionSettings]), CoursesModule],
  providers: [ReflectionsRepository, ReflectionsService, ReflectionsUserData],
  exports: [ReflectionsService],
})
export class ReflectionsModule {}
