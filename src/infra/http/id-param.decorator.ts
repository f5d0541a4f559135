import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isId } from '../../kernel/ids.js';
import { invalidParameter } from '../../kernel/invalid.js';

class IdPipe implements PipeTransform<string, string> {
  constructor(private readonly name: string) {}

  transform(value: string): string {
    if (isId(value)) return value.toLowerCase();
    throw invalidParameter(this.name, 'must be a UUID', 'is_uuid');
  }
}

/**
 * A path parameter that is an id: `@IdParam('id') id: string`. What is no UUID answers 400.
 * @param example of `EXAMPLE_IDS`; left out where the demo has none, because what is shown is filled in where somebody tries it
 */
export function IdParam(name: string, example?: string): ParameterDecorator {
  return (target, key, index) => {
    Param(name, new IdPipe(name))(target, key, index);
    const descriptor = key && Object.getOwnPropertyDescriptor(target, key);
    if (descriptor)
      ApiParam({
        name,
        description: descriptionOf(name),
        schema: { type: 'string', format: 'uuid', ...(example !== undefined && { example }) },
      })(target, key, descriptor);
  };
}

/** `organizationId` -> `The id of the organization.` */
function descriptionOf(name: string): string {
  const words = name.replace(/id$/i, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `The id of the ${words === '' ? 'resource' : words}.`;
}
