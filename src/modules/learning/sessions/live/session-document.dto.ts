import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { MAIN_FILE } from './room-document.js';

@ApiSchema({ name: 'SessionFile' })
export class SessionFileDto {
  @ApiProperty({ example: MAIN_FILE, description: 'A UUID, or `main`: the file that the room began with.' })
  id: string;
  /**
   * Unique unless two people chose the same at once; `/` separates folders.
   * @example 'main.py'
   */
  path: string;
  /** @example 'print("Hello")\n' */
  content: string;
}

/** What is written in a room. */
@ApiSchema({ name: 'SessionDocument' })
export class SessionDocumentDto {
  @ApiProperty({ example: 'print("Hello")\n', description: 'Of the file that the room began with.' })
  content: string;
  files: SessionFileDto[];
}
