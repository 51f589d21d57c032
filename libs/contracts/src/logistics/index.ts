// Events, requests and answers of logistics; re-exported here by name.
export {};
