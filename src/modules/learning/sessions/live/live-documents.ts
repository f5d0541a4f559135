import { Injectable } from '@nestjs/common';
import { MAIN_FILE, type RoomFile } from './room-document.js';
import { RoomReader } from './room-reader.js';

/** What is written in rooms, with what people have typed that is not stored yet. */
@Injectable()
export class LiveDocuments {
  constructor(private readonly reader: RoomReader) {}

  /** The file that the room began with comes first. */
  async filesOf(sessionId: string): Promise<RoomFile[]> {
    const files = (await this.reader.read(sessionId)).files();
    return [...files.filter(({ id }) => id === MAIN_FILE), ...files.filter(({ id }) => id !== MAIN_FILE)];
  }
}
