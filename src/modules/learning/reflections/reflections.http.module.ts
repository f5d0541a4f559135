import { Module } from '@nestjs/common';
import { describeProblem } from '../../../infra/http/problem-responses.js';
import { AuthModule } from '../../people/auth/auth.module.js';
import { OfferingReflectionsController } from './offering-reflections.controller.js';
import { ReflectPage } from './reflect-page.js';
import { ReflectPageController } from './reflect-page.controller.js';
import { ReflectionSettingsController } from './reflection-settings.controller.js';
import { ReflectionClosedMembersDto } from './reflection.dto.js';
import { REFLECTION_CLOSED } from './reflections.errors.js';
import { ReflectionsController } from './reflections.controller.js';
import { ReflectionsModule } from './reflections.module.js';

describeProblem(REFLECTION_CLOSED, ReflectionClosedMembersDto);

@Module({
  imports: [ReflectionsModule, AuthModule],
  providers: [ReflectPage],
  controllers: [
    ReflectionsController,
    OfferingReflectionsController,
    ReflectionSettingsController,
    ReflectPageController,
  ],
})
export class ReflectionsHttpModule {}
