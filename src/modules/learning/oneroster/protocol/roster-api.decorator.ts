import { applyDecorators, Controller, UseGuards, UseInterceptors, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { ClientGuard } from './client.guard.js';
import { PageHeaders } from './page-headers.interceptor.js';

/**
 * Operations of OneRoster. Paths, lists, errors and credentials are those of the standard, which describes them itself: they
 * stand outside of the document of our API and of its conventions.
 */
export const RosterApi = (service: 'rostering' | 'gradebook') =>
  applyDecorators(
    ApiExcludeController(),
    Controller({ path: `ims/oneroster/${service}/v1p2`, version: VERSION_NEUTRAL }),
    Public(),
    UseGuards(ClientGuard),
    UseInterceptors(PageHeaders),
  );
