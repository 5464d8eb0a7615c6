// Most tests wait for a socket or a timer, not for the processor: more of them at once than there are cores.
[assembly: Xunit.CollectionBehavior(MaxParallelThreads = 4)]
