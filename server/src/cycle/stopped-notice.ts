/** The notice that a cycle stopped because of an error of its own; it goes when the cycle is started again or deleted. */
export const stoppedNoticeKey = (cycleId: string): string => `cycle-stopped:${cycleId}`;
