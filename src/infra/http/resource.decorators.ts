import { hash } from 'node:crypto';
import { applyDecorators, createParamDecorator, type ExecutionContext, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { PRECONDITION_FAILED } from '../../kernel/common-errors.js';
import { invalidParameter } from '../../kernel/invalid.js';
import { expectedVersion } from './entity-tags.js';
import { Problems } from './problems.decorator.js';

export const CREATED_AT = 'lyceum:created-at';
export const ACCEPTED_WHEN = 'lyceum:accepted-when';
export const VERSIONED = 'lyceum:versioned';
export const DIGESTED = 'lyceum:digested';
export const CONDITIONAL = 'lyceum:conditional';

export interface CreationOptions<Answer> {
  /** Whether the creation still needs somebody's approval: 202 instead of 201 (RFC 9110, section 15.3.3). */
  readonly isAccepted?: (answer: Answer) => boolean;
}

/** Path below `/api/v1`, with members of the response in braces: `/bookings/{id}`. */
export type LocationTemplate = string;

/**
 * The route creates a resource: 201 with `Location`.
 * @param path a function when the route creates one of several kinds
 */
export const Creates = <Answer extends object>(
  path: LocationTemplate | ((answer: Answer) => LocationTemplate),
  options: CreationOptions<Answer> = {},
) => applyDecorators(HttpCode(201), SetMetadata(CREATED_AT, path), SetMetadata(ACCEPTED_WHEN, options.isAccepted));

/** For a route that takes work which is done later (202): the `Location` where its end is seen. */
export const SeenAt = (path: LocationTemplate) => SetMetadata(CREATED_AT, path);

export interface VersionOptions {
  /** The response also has members that its `version` does not cover, such as names of people: the ETag covers them. */
  readonly wholeBody?: boolean;
}

/** The response is one mutable resource with a `version`: it has an `ETag`, and GET honours `If-None-Match`. */
export const Versioned = (options: VersionOptions = {}) => SetMetadata(VERSIONED, options);

/** The response is a text: its `ETag` is a digest of it, and GET honours `If-None-Match`. */
export const Digested = () => SetMetadata(DIGESTED, true);

/** The route honours `If-Match`; take the version with `@IfMatch()`, and compare it in the UPDATE statement. */
export const Conditional = (options?: VersionOptions) =>
  applyDecorators(
    SetMetadata(CONDITIONAL, true),
    Versioned(options),
    ApiHeader({
      name: 'If-Match',
      required: false,
      description:
        'The `ETag` that you read; the change is refused with 412 when the resource has changed since, and for tags ' +
        'that are weak or not of this resource. Such as `"v3"`, or with more letters after the number.',
      schema: { type: 'string' },
    }),
    Problems(PRECONDITION_FAILED),
  );

/** `"v3"`, or `"v3-<digest>"` when it covers the whole body; `If-Match` looks at the version alone. */
export function etagOf(version: number, body?: object): string {
  return body ? `"v${version}-${digestOf(JSON.stringify(body))}"` : `"v${version}"`;
}

/** Truncated SHA-256: 132 bits are enough against collisions. */
export function digestOf(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}

/** The version in `If-Match`, or undefined for an unconditional change. */
export const IfMatch = createParamDecorator((_data: unknown, context: ExecutionContext): number | undefined => {
  const version = expectedVersion(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']);
  if (version === null) throw invalidParameter('If-Match', 'must be an ETag of this resource, such as "v3"', 'is_etag');
  return version;
});
