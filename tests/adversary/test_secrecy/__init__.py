"""Can anybody tied to an employer learn that a worker complained, or any outsider anything at all?

Two hundred canaries are planted in the cases of one employer: names, phones, identity numbers, words of the complaint. Then
everyone tied to that employer, and every outsider, walks every page, export, search and operation of the API.
"""
