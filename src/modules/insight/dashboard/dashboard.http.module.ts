import { Module } from '@nestjs/common';
import { DashboardController } from './dashboard.controller.js';
import { DashboardDocument } from './dashboard-document.js';

@Module({ controllers: [DashboardController], providers: [DashboardDocument] })
export class DashboardHttpModule {}
