import { createParamDecorator, type ExecutionContext, type PipeTransform, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { BatchItem, BatchOutcome } from '../../kernel/batch.js';
import { CodedError, type FieldError } from '../../kernel/coded-error.js';
import type { BatchItemResultDto } from './batch.dto.js';
import { STATUS_OF_KIND } from './status-of-kind.js';
import { invalid } from '../../kernel/invalid.js';
import { InputPipe } from './validation.pipe.js';

const rawBody = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>().body,
);

/**
 * The items of a body `{[member]: [...]}`, each validated by itself: `@BatchOf('events', RecordEventDto, 100) items`.
 * Document the body with `@ApiBody`.
 */
export function BatchOf<T extends object>(member: string, item: Type<T>, max: number): ParameterDecorator {
  return rawBody(new BatchPipe(member, item, max));
}

/** @param status HTTP status of an accepted item */
export function batchResults(outcomes: readonly BatchOutcome[], status: number): BatchItemResultDto[] {
  return outcomes.map(({ index, ...outcome }) =>
    outcome.error ? refusedItem(index, outcome.error) : { index, status, id: outcome.id },
  );
}

function refusedItem(index: number, { definition, occurrence }: CodedError): BatchItemResultDto {
  const { code, title, kind } = definition;
  const { detail, errors } = occurrence;
  return { index, status: STATUS_OF_KIND[kind], problem: { code, title, detail, errors: errors && [...errors] } };
}

class BatchPipe<T extends object> implements PipeTransform<unknown, Promise<BatchItem<T>[]>> {
  private readonly input = InputPipe.ofItems();

  constructor(
    private readonly member: string,
    private readonly item: Type<T>,
    private readonly max: number,
  ) {}

  async transform(body: unknown): Promise<BatchItem<T>[]> {
    // eslint-disable-next-line lyceum/statements-in-turn -- validation asks nobody
    return Promise.all(this.itemsOf(body).map((value, index) => this.validate(value, index)));
  }

  private itemsOf(body: unknown): unknown[] {
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw this.refused('', 'body', 'must be a JSON object', 'is_object');
    const unknown = Object.keys(body).find((name) => name !== this.member);
    if (unknown !== undefined) throw this.refused(`/${unknown}`, unknown, 'is not a known field', 'unknown_field');
    const items = (body as Record<string, unknown>)[this.member];
    if (!Array.isArray(items) || items.length === 0 || items.length > this.max)
      throw this.refused(`/${this.member}`, this.member, `must be a list of 1 to ${this.max} items`, 'is_batch');
    return items;
  }

  private async validate(value: unknown, index: number): Promise<BatchItem<T>> {
    try {
      return { index, value: (await this.input.transform(value, { type: 'body', metatype: this.item })) as T };
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      const errors = error.occurrence.errors?.map((one) => this.located(one, index));
      return { index, error: new CodedError(error.definition, { ...error.occurrence, errors }) };
    }
  }

  private located({ pointer = '', field, ...rest }: FieldError, index: number): FieldError {
    const here = `${this.member}[${index}]`;
    return {
      pointer: `/${this.member}/${index}${pointer}`,
      field: pointer === '' ? here : `${here}.${field}`,
      ...rest,
    };
  }

  private refused(pointer: string, field: string, message: string, code: string): CodedError {
    return invalid([{ pointer, field, message, code }]);
  }
}
