/** Whether a series has bookings, for statements of series. @param seriesId an expression */
export const hasInstances = (seriesId: string) => `EXISTS (SELECT 1 FROM bookings b WHERE b.series_id = ${seriesId})`;
