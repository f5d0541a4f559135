import { Controller, Get, Req, Res, VERSION_NEUTRAL } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../kernel/coded-error.js';
import { NOT_FOUND } from '../../kernel/common-errors.js';
import { Public } from '../access/access.decorator.js';
import { HttpConfig } from '../config/config.js';
import { ApiDocument, encodingFor } from './api-document.js';
import { sendConditionally } from './resource.interceptor.js';

/** Serves the OpenAPI document. */
@ApiExcludeController()
@Controller({ path: 'openapi.json', version: VERSION_NEUTRAL })
export class ApiDocumentController {
  constructor(
    private readonly config: HttpConfig,
    private readonly document: ApiDocument,
  ) {}

  @Get()
  @Public()
  async show(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    if (!this.config.documentsEnabled) throw new CodedError(NOT_FOUND);
    const encoding = encodingFor(request.headers['accept-encoding']);
    const { bytes, etag } = await this.document.read(encoding);
    reply
      .header('Cache-Control', 'public, no-cache')
      .header('Content-Type', 'application/json; charset=utf-8')
      .header('Vary', 'Accept-Encoding');
    // With a Content-Encoding the response is not compressed again.
    if (encoding !== 'identity') reply.header('Content-Encoding', encoding);
    return sendConditionally(bytes, etag, request, reply);
  }
}
