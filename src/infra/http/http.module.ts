import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ActiveUsers } from '../telemetry/active-users.js';
import { ApiDocument } from './api-document.js';
import { ApiDocumentController } from './api-document.controller.js';
import { ErrorCataloguePage } from './error-catalogue.controller.js';
import { FrontPageController } from './front-page.controller.js';
import { GuidePagesController } from './guide-pages.controller.js';
import { Guides } from './guides.js';
import { ProblemFilter } from './problem.filter.js';
import { ReferenceController } from './reference.controller.js';
import { ResourceInterceptor } from './resource.interceptor.js';
import { RouteTable } from './route-table.js';
import { UnknownQueryGuard } from './unknown-query.guard.js';
import { Upgrades } from './upgrades.js';
import { InputPipe } from './validation.pipe.js';

/** The conventions of every endpoint, registered once. */
@Module({
  controllers: [
    ApiDocumentController,
    ErrorCataloguePage,
    FrontPageController,
    GuidePagesController,
    ReferenceController,
  ],
  providers: [
    ApiDocument,
    Guides,
    RouteTable,
    Upgrades,
    ActiveUsers,
    { provide: APP_PIPE, useClass: InputPipe },
    ProblemFilter,
    { provide: APP_FILTER, useExisting: ProblemFilter },
    { provide: APP_INTERCEPTOR, useClass: ResourceInterceptor },
    { provide: APP_GUARD, useClass: UnknownQueryGuard },
  ],
  exports: [RouteTable, Upgrades],
})
export class HttpModule {}
