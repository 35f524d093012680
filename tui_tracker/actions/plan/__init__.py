"""What a plan is made of: plans, areas, tasks, steps, people, and what changes them."""
