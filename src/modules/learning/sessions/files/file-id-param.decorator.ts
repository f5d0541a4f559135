import { Param, type PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isId } from '../../../../kernel/ids.js';
import { invalidParameter } from '../../../../kernel/invalid.js';
import { MAIN_FILE } from '../live/room-document.js';

class FileIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (value === MAIN_FILE || isId(value)) return value.toLowerCase();
    throw invalidParameter('fileId', `must be a UUID or ${MAIN_FILE}`, 'is_file_id');
  }
}

/** The path parameter `fileId`. What is no id of a file answers 400. */
export function FileIdParam(): ParameterDecorator {
  return (target, key, index) => {
    Param('fileId', new FileIdPipe())(target, key, index);
    const descriptor = key && Object.getOwnPropertyDescriptor(target, key);
    if (descriptor)
      ApiParam({
        name: 'fileId',
        description: `The id of the file: a UUID, or \`${MAIN_FILE}\`.`,
        schema: { type: 'string', anyOf: [{ enum: [MAIN_FILE] }, { format: 'uuid' }], example: MAIN_FILE },
      })(target, key, descriptor);
  };
}
