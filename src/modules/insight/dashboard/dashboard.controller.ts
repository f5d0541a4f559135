import { Controller, Get, Header, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../infra/access/access.decorator.js';
import { DashboardDocument } from './dashboard-document.js';

/** The dashboard (`admin/`), a single-page application: one document for all of its paths. */
@ApiExcludeController()
@Controller({ path: 'app', version: VERSION_NEUTRAL })
export class DashboardController {
  constructor(private readonly document: DashboardDocument) {}

  /** A page of nothing, for what the dashboard shows of others, such as e-mails. */
  @Get('frame')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  frame(@Res({ passthrough: true }) reply: FastifyReply): string {
    return this.document.renderFrame(reply);
  }

  @Get(['', '*'])
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  show(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.document.render(reply);
  }
}
