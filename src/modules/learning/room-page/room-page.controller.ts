import { Controller, Get, Header, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../infra/access/access.decorator.js';
import { ROOT } from '../../../infra/config/version.js';
import { renderBuilt } from '../../../infra/pages/built-document.js';

const DOCUMENT = new URL('dist/room/index.html', ROOT);

/** Browsers write styles into what is edited, such as the colour of a word that is typed over. */
const EDITING = [`style-src-attr 'unsafe-inline'`];

/** The page of a room (`admin/room`): one document for all of them. Who may go in, the API says. */
@ApiExcludeController()
@Controller({ path: 'rooms', version: VERSION_NEUTRAL })
export class RoomPageController {
  @Get(':id')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  show(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return renderBuilt(DOCUMENT, reply, EDITING);
  }
}
