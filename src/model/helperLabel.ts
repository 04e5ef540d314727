/** Label of throwaway containers that this extension starts for itself. Whoever bears it is hidden from trees and ticks. */
export const helperLabel = 'docker-network-lab.helper';
