/** `data:image/png;base64,iVBO…`, which the policy of the page lets in as a picture. */
export async function readAsAddress(file: Blob): Promise<string> {
  const reader = new FileReader();
  return new Promise((resolve, reject) => {
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : ''));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file cannot be read.')));
    reader.readAsDataURL(file);
  });
}

/** In Base64. */
export const contentOf = (address: string): string => address.slice(address.indexOf(',') + 1);

/** The kinds of pictures that the server takes. */
export const PICTURES = 'image/png,image/jpeg,image/webp';
