import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { ROOT } from '../../../infra/config/version.js';
import { renderBuilt } from '../../../infra/pages/built-document.js';

/** The built HTML of `admin/`. */
@Injectable()
export class DashboardDocument {
  private readonly file = new URL('dist/admin/index.html', ROOT);

  render(reply: FastifyReply): Promise<string> {
    return renderBuilt(this.file, reply);
  }

  /** An empty document. */
  renderFrame(reply: FastifyReply): string {
    // `X-Frame-Options` of every answer denies all frames.
    void reply.header('Content-Security-Policy', FRAME_POLICY).header('X-Frame-Options', 'SAMEORIGIN');
    return '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>E-mail</title></head><body></body></html>';
  }
}

/**
 * Content Security Policy of the frame: it runs and loads nothing, and is put into pages of this origin only, which
 * write into it. Styles in attributes are allowed: mail programs need them.
 */
const FRAME_POLICY = [
  `default-src 'none'`,
  `style-src 'unsafe-inline'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'self'`,
  `sandbox allow-same-origin`,
].join('; ');
