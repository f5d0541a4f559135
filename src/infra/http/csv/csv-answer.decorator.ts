import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { RequestWithActor } from '../../access/access.decorator.js';
import { Problems } from '../problems.decorator.js';
import { csvLines } from './csv.js';
import { TOO_MANY_DOWNLOADS } from './csv.errors.js';
import type { CsvFile, Download } from './csv-files.js';

/** Of a handler that answers a table: describes it, by what its columns are called. */
export function CsvAnswer<Item>({ columns }: CsvFile<Item>, description: string): MethodDecorator {
  const example = csvLines([columns.map(({ name }) => name)]);
  return applyDecorators(
    ApiOkResponse({ description, content: { 'text/csv': { schema: { type: 'string', example } } } }),
    Problems(TOO_MANY_DOWNLOADS),
  );
}

/** Who asks for a file: `@CurrentDownload() download: Download`, on routes that need a sign-in. */
export const CurrentDownload = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  const { pass, user, method } = context.switchToHttp().getRequest<RequestWithActor>();
  return { pass, actor: user, method } as Download;
});
