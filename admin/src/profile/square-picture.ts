import { contentOf, readAsAddress } from '../shell/data-address.ts';

/** In pixels: four times of what pages show, and small enough for the server whatever is on it. */
const SIDE = 384;
const QUALITY = 0.85;

/** What the browser cannot show. */
export class UnreadablePicture extends Error {
  constructor(readonly file: string) {
    super(`${file} is no picture.`);
  }
}

/**
 * The middle of a picture, as JPEG in Base64: photos of telephones are much larger than what the server takes.
 * @throws UnreadablePicture
 */
export async function squarePicture(file: File): Promise<string> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) throw new UnreadablePicture(file.name);
  const cut = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.min(cut, SIDE);
  const surface = canvas.getContext('2d');
  if (surface === null) throw new UnreadablePicture(file.name);
  // JPEG has no transparency, and would make it black.
  surface.fillStyle = '#fff';
  surface.fillRect(0, 0, canvas.width, canvas.height);
  surface.imageSmoothingQuality = 'high';
  const [left, top] = [(picture.width - cut) / 2, (picture.height - cut) / 2];
  surface.drawImage(picture, left, top, cut, cut, 0, 0, canvas.width, canvas.height);
  picture.close();
  const square = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  if (square === null) throw new UnreadablePicture(file.name);
  return contentOf(await readAsAddress(square));
}
