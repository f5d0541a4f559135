import { applyDecorators, Get, Header } from '@nestjs/common';
import { Public } from '../access/access.decorator.js';

const HTML = Header('Content-Type', 'text/html; charset=utf-8');

/** A page that everybody may read, and that changes with the release alone. */
export const PublicPage = (path?: string) =>
  applyDecorators(Get(path), Public(), HTML, Header('Cache-Control', 'public, max-age=300'));

/** A page for whoever has its address, in the language of the reader (`PageLanguage`). */
export const ReaderPage = () => applyDecorators(Public(), HTML, Header('Vary', 'Accept-Language'));
