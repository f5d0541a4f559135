import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { RecordsPage } from './roster-records.js';

/** `X-Total-Count` and `Link` of a list. */
@Injectable()
export class PageHeaders implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    reply.header('Cache-Control', 'no-store');
    return next.handle().pipe(
      map((answer: unknown) => {
        if (!(answer instanceof RecordsPage)) return answer;
        reply.header('X-Total-Count', String(answer.total)).header('Link', answer.links);
        return answer.body;
      }),
    );
  }
}
