import { type PictureRecord, pictureRecordOf } from '../../../../infra/pictures/picture-file.js';

/** A picture of a person, as pages show it. */
export interface PersonPicture extends PictureRecord {
  /** With the origin, for what shows links to a page. */
  readonly url: string;
}

/** Where pictures of people are served: they are public, and stay as they are. */
export const picturePath = ({ file }: Pick<PictureRecord, 'file'>): string => `/pictures/${file}`;

/** @param row with nulls where a join found no picture */
export function personPicture(row: Parameters<typeof pictureRecordOf>[0], publicUrl: string): PersonPicture | null {
  const picture = pictureRecordOf(row);
  return picture && { ...picture, url: `${publicUrl}${picturePath(picture)}` };
}
