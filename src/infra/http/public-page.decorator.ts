import { applyDecorators, Get, Header } from '@nestjs/common';
import { Public } from '../access/access.decorator.js';

/** A page that everybody may read, and that changes with the release alone. */
export const PublicPage = (path?: string) =>
  applyDecorators(
    Get(path),
    Public(),
    Header('Content-Type', 'text/html; charset=utf-8'),
    Header('Cache-Control', 'public, max-age=300'),
  );
