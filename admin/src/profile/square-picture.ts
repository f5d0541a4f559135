import { contentOf, readAsAddress } from '../shell/data-address.ts';

/** In pixels: four times of what pages show, and small enough for the server whatever is on it. */
const SIDE = 384;
const QUALITY = 0.85;

/**
 * The middle of a picture, as JPEG in Base64: photos of telephones are much larger than what the server takes.
 * @returns null for what the browser cannot show
 */
export async function squarePicture(file: Blob): Promise<string | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  const cut = Math.min(picture.width, picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.min(cut, SIDE);
  const surface = canvas.getContext('2d');
  if (surface === null) return null;
  // JPEG has no transparency, and would make it black.
  surface.fillStyle = '#fff';
  surface.fillRect(0, 0, canvas.width, canvas.height);
  surface.imageSmoothingQuality = 'high';
  const [left, top] = [(picture.width - cut) / 2, (picture.height - cut) / 2];
  surface.drawImage(picture, left, top, cut, cut, 0, 0, canvas.width, canvas.height);
  picture.close();
  const square = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
  return square && contentOf(await readAsAddress(square));
}
