// Events, requests and answers of returns; re-exported here by name.
export {};
