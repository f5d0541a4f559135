import { Controller, Get, Header, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../../infra/access/access.decorator.js';
import { AppConfig, HttpConfig } from '../../../../infra/config/config.js';
import { VERSION } from '../../../../infra/config/version.js';
import { CodedError } from '../../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../../kernel/common-errors.js';
import { asyncDocument } from './async-document.js';

@ApiExcludeController()
@Controller({ version: VERSION_NEUTRAL })
export class AsyncDocumentController {
  private readonly document: object;

  constructor(
    { publicUrl }: AppConfig,
    private readonly config: HttpConfig,
  ) {
    this.document = asyncDocument(VERSION, publicUrl);
  }

  /** The AsyncAPI document of rooms. */
  @Get('asyncapi.json')
  @Public()
  @Header('Cache-Control', 'public, max-age=300')
  show(): object {
    if (!this.config.documentsEnabled) throw new CodedError(NOT_FOUND);
    return this.document;
  }
}
