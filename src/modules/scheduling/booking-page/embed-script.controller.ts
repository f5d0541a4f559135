import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get, Header, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../infra/access/access.decorator.js';
import { PAGE_FILES } from './page-files.js';

/** The script with which other sites show booking pages. They may load it; the files of the pages themselves they may not. */
@ApiExcludeController()
@Controller({ path: 'book', version: VERSION_NEUTRAL })
export class EmbedScriptController {
  private readonly script = readFile(join(PAGE_FILES, 'embed.js'), 'utf8');

  @Get('embed.js')
  @Public()
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  @Header('Cross-Origin-Resource-Policy', 'cross-origin')
  @Header('Cache-Control', 'public, max-age=300')
  show(): Promise<string> {
    return this.script;
  }
}
