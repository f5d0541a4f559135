import { Controller, Get, Header, Param, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../../../infra/access/access.decorator.js';
import { CodedError } from '../../../kernel/coded-error.js';
import { NOT_FOUND } from '../../../kernel/common-errors.js';
import { colourOfSheet, colourSheet } from './page-colours.js';

/** Colours of organizations for their pages. */
@ApiExcludeController()
@Controller({ path: 'book/assets/colours', version: VERSION_NEUTRAL })
export class ColourSheetsController {
  @Get(':file')
  @Public()
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  show(@Param('file') file: string): string {
    const color = colourOfSheet(file);
    if (color === null) throw new CodedError(NOT_FOUND);
    return colourSheet(color);
  }
}
