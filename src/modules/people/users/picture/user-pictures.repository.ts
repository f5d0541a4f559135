import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { PictureFile } from '../../../../infra/pictures/picture-file.js';
import { UserPicture } from './user-picture.entity.js';

@Injectable()
export class UserPicturesRepository {
  constructor(@InjectRepository(UserPicture) private readonly pictures: Repository<UserPicture>) {}

  async contentOf(file: string): Promise<Buffer | null> {
    const picture = await this.pictures.findOne({ select: { userId: true, content: true }, where: { file } });
    return picture?.content ?? null;
  }

  /** Replaces the one that is there. */
  async keep(userId: string, { file, width, height, bytes }: PictureFile): Promise<void> {
    await this.pictures.upsert({ userId, file, width, height, content: bytes }, ['userId']);
  }

  /** @returns whether there was one */
  async remove(userId: string): Promise<boolean> {
    return (await this.pictures.delete({ userId })).affected === 1;
  }
}
